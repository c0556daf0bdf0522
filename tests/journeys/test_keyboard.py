"""Five journeys walked with the keyboard alone: no mouse, every stop on the way shows that it has the focus."""

import re

FAR = 400


def walked_to(page, selector, text=""):
    """Press Tab until something of this selector, holding this text, has the focus; each stop on the way shows that it has it."""
    for _ in range(FAR):
        page.keyboard.press("Tab")
        is_there, shows, where = page.evaluate(
            """([selector, text]) => {
                const one = document.activeElement, style = getComputedStyle(one);
                const inner = one.querySelector('.govuk-details__summary-text');
                const shows = [style, inner ? getComputedStyle(inner) : style, getComputedStyle(one, '::before'),
                    one.nextElementSibling ? getComputedStyle(one.nextElementSibling, '::before') : style]
                    .some(each => each.outlineStyle !== 'none' || each.boxShadow !== 'none');
                // Past the last stop the browser's own buttons have it, and then the page as a whole.
                if (one === document.body) return [false, true, ''];
                return [one.matches(selector) && one.innerText.includes(text), shows, one.outerHTML.slice(0, 120)];
            }""",
            [selector, text],
        )
        assert shows, f"nothing shows that this has the focus: {where}"
        if is_there:
            return
    raise AssertionError(f"{selector} {text!r} is not reached in {FAR} stops")


def enter(page):
    """Press Enter on what leads to another page."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def heading(page, name):
    page.get_by_role("heading", name=name).first.wait_for()


def test_a_worker_opens_the_child_whose_work_is_longest_overdue_and_asks_for_the_name(person):
    page = person("worker").page
    walked_to(page, "main a[href^='/children/']")
    enter(page)
    heading(page, "What is due")
    walked_to(page, "button", "Show name")
    enter(page)
    assert page.get_by_role("button", name="Show name").count() == 0


def test_a_manager_goes_from_the_board_to_a_workers_children_and_to_one_of_them(person):
    page = person("team_manager").page
    walked_to(page, "td[data-label='Children'] a")
    enter(page)
    heading(page, "the children behind the figure")
    walked_to(page, "main a[href^='/children/']")
    enter(page)
    heading(
        page, "Everything recorded" if page.get_by_role("heading", name="Everything recorded").count() else "History"
    )


def test_a_misspelt_word_leads_to_a_worklist_and_its_figures(person):
    page = person("manager", "/search").page
    walked_to(page, "#search")
    page.keyboard.type("LAC vists")
    enter(page)
    walked_to(page, "main section a")
    enter(page)
    walked_to(page, "main summary, main table a, main .app-figure a")
    assert "/search" not in page.url


def test_a_picture_of_ones_own_is_chosen_and_its_table_opened(person):
    somebody = person("director", "/explore")
    page = somebody.page
    walked_to(page, "#add")
    page.keyboard.type("Children looked after")
    enter(page)
    if page.get_by_role("heading", name="Which measure did you mean?").count():
        walked_to(page, "main section a")
        enter(page)
    somebody.drawn()
    walked_to(page, "main summary", "The figures")
    page.keyboard.press("Enter")
    assert page.locator("details[open] table").first.is_visible()


def test_a_child_is_found_by_a_date_of_birth(person):
    somebody = person("worker")
    page = somebody.page
    page.goto(somebody.site.address + somebody.children()[0])
    born = re.search(r"[Bb]orn (\d+) (\w+) (\d{4})", page.locator("main").inner_text())
    somebody.open("/find")
    day, month, year = born.groups()
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    for field, typed in (("#day", day), ("#month", str(months.index(month[:3]) + 1)), ("#year", year)):
        walked_to(page, field)
        page.keyboard.type(typed)
    enter(page)
    heading(page, "Found")
    walked_to(page, "main a[href^='/children/']")
    enter(page)
    heading(page, "What is due")
    assert typed not in page.url
