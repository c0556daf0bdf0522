"""Families held against what is recorded and what is true, told as Markdown: figures, criteria, and tables of causes that sum."""

from tests.oracles import families as oracle

HEADINGS = {ask[1]: ask[0] for asks in oracle.ASKS.values() for ask in asks}
BEST = ("eligible", "cannot_tell", "not_eligible")
REMEDIES = ("somebody's records were not linked", "where somebody lives is told wrongly or by nobody",
            "a feed is late, wrong or silent")  # fmt: skip


def share(part, whole):
    """A share with its parts."""
    return f"{part / whole:.3f} ({part:,} of {whole:,})" if whole else "none"


def told_of(yardstick, told):
    """Print precision, recall, what can't be told and causes against one yardstick, as Markdown."""
    count = lambda *key: told[(yardstick, *key)]  # noqa: E731
    true = {result: count("family", True, result) for result in (*BEST, "no home")}
    wrong = count("family", False, "eligible") + count("astray", "eligible")
    whole = sum(number for key, number in told.items() if key[:2] == (yardstick, "family"))
    unsure = true["cannot_tell"] + count("family", False, "cannot_tell")
    print(f"\nAgainst what is {yardstick}: {whole:,} families, eligible {share(sum(true.values()), whole)}")
    problems = [count("problems", many) for many in range(5)]
    print(f"families with 0, 1, 2, 3 and 4 or more of what is counted: {', '.join(map(str, problems))}")
    print(
        f"precision {share(true['eligible'], true['eligible'] + wrong)}; true but borne out by no address: {count('apart')}"
    )
    print(f"recall {share(true['eligible'], sum(true.values()) - true['cannot_tell'])}")
    lost = count("missed", REMEDIES[0])
    print(f"recall, links lost apart {share(true['eligible'], sum(true.values()) - true['cannot_tell'] - lost)}")
    print(f"cannot tell {share(unsure, whole)}")
    astray = {key[2]: number for key, number in told.items() if key[:2] == (yardstick, "astray")}
    print(f"families of which nobody lives in a home with a child: {astray}")
    print(
        "\n| criterion | true | precision | recall | links lost apart | unknown | apart |\n|---|---|---|---|---|---|---|"
    )
    for heading in sorted({key[1] for key in told if key[1] in HEADINGS.values()}):
        hit, false, miss = count(heading, True, True), count(heading, False, True), count(heading, True, False)
        unknown = count(heading, True, None) + count(heading, False, None)
        unlinked = count("unlinked", heading)
        few = " (fewer than 30: untested)" if hit + miss < 30 else ""
        print(
            f"| {heading}{few} | {hit + miss:,} | {share(hit, hit + false)} | {share(hit, hit + miss)}"
            f" | {share(hit, hit + miss - unlinked)} | {unknown:,} | {count('apart', heading)} |"
        )
    alarms = {key[2:]: number for key, number in told.items() if key[:2] == (yardstick, "alarm")}
    print("\n| criterion falsely met | remedy | what put it there | |\n|---|---|---|---|")
    for (heading, remedy, reason), number in sorted(alarms.items()):
        print(f"| {heading} | {remedy} | {reason} | {number:,} |")
    print(f"| all | | | {sum(alarms.values()):,} |")
    for kind in ("missed", "false", "cannot tell"):
        causes = {key[2]: number for key, number in told.items() if key[:2] == (yardstick, kind)}
        print(f"\n| {kind}: cause | families |\n|---|---|")
        print("\n".join(f"| {cause} | {number:,} |" for cause, number in sorted(causes.items())))
        print(f"| all | {sum(causes.values()):,} |")
