"""A catalogue of a few entries, written to a folder file by file, so that a test can break exactly one thing."""

from textwrap import dedent

CHANGED = 'changed = [{ date = 2026-11-22, note = "first version" }]'
SOURCE = 'source = [{ title = "Made-up guidance" }]'

ENTRIES = {
    "calendars/england": f"""
        title = "Calendar"
        {CHANGED}
        {SOURCE}
        first_year = 2010
        last_year = 2030
        added = []
        removed = []
    """,
    "codelists/legal_status": f"""
        title = "Legal status"
        {CHANGED}
        {SOURCE}
        aliases = {{ "CO" = "C2" }}
        [codes]
        "C1" = {{ label = "Interim care order" }}
        "C2" = {{ label = "Full care order" }}
    """,
    "dimensions/legal_status": f"""
        title = "Legal status"
        {CHANGED}
        found_in = "facts"
        column = "legal_status"
        codelist = "legal_status"
    """,
    "dimensions/sex": f"""
        title = "Sex"
        {CHANGED}
        found_in = "person"
        column = "sex"
    """,
    "tables/person": f"""
        title = "People"
        {CHANGED}
        grain = "one row per person"
        about = "Children."
        holds = "people"
        key = ["person_key"]
        [columns]
        person_key = {{ type = "key", means = "The child" }}
        sex = {{ type = "text", means = "Sex" }}
    """,
    "tables/episode": f"""
        title = "Episodes"
        {CHANGED}
        grain = "one row per episode"
        about = "Episodes of care."
        holds = "people"
        key = ["person_key", "start_date"]
        [columns]
        person_key = {{ type = "key", means = "The child" }}
        start_date = {{ type = "date", means = "First day" }}
        until_date = {{ type = "date", means = "Day it ended" }}
        legal_status = {{ type = "code", codelist = "legal_status", means = "Legal status" }}
    """,
    "timescales/review": f"""
        title = "Review"
        {CHANGED}
        starts = "the day the child becomes looked after"
        counting = "working days"
        [[in_force]]
        step = "first"
        from_date = 2011-04-01
        limit = 20
        unit = "working_days"
        source = {{ title = "Made-up regulations" }}
        [[example]]
        step = "first"
        trigger = 2017-06-01
        due = 2017-06-29
        why = "Four weeks."
    """,
    "roles/worker": f"""
        title = "Worker"
        {CHANGED}
        about = "Works with children."
        scope = "caseload"
        purposes = ["direct_care"]
        permissions = ["report:read"]
    """,
    "restrictions/staff_family": f"""
        title = "Family of staff"
        {CHANGED}
        {SOURCE}
        about = "A relation of somebody who works here."
        allocated_worker_may_open = true
    """,
    "measures/looked_after/cla_open": f"""
        title = "Children looked after"
        {CHANGED}
        {SOURCE}
        question = "How many are looked after?"
        kind = "stock"
        better = "neither"
        unit = "children"
        counts = "episode"
        starts = "start_date"
        stops = "until_date"
        numerator = "Children looked after on the day"
        statutory = true
        breakdowns = ["legal_status", "sex"]
        aliases = ["children_looked_after"]
        review = {{ owner = "Performance", last = 2026-11-22, next = 2027-11-22 }}
        [example]
        why = "b has ceased."
        date_from = 2017-04-30
        date_to = 2017-04-30
        data_date = 2018-03-31
        expect = {{ numerator = 1 }}
        [example.given]
        episode = '''
        person_key | start_date | until_date
        a          | 2017-04-01 | 9999-12-31
        b          | 2017-04-01 | 2017-04-02
        '''
    """,
    "reports/looked_after/cla_overview": f"""
        title = "Looked after"
        {CHANGED}
        question = "Who is looked after?"
        decision = "Whom to ask about what."
        kind = "dashboard"
        audience = ["worker"]
        levels = ["worker"]
        names_children = true
        key_figures = ["cla_open"]
        children = "cla_open"
        filters = ["sex"]
        [[pictures]]
        measure = "cla_open"
        shows = "bars"
        by = "legal_status"
    """,
    "sources/little/feed": f"""
        title = "A little return"
        {CHANGED}
        {SOURCE}
        about = "Episodes."
        gateway = "Made-up Act 1989"
        conditions = ["UK GDPR Article 6(1)(e)"]
        purposes = ["direct_care"]
        retention = "As the case record"
        file_kinds = ["csv"]
        period = "collection_year"
        max_megabytes = 5
        max_rows = 1000
    """,
    "sources/little/2017_18": f"""
        title = "2017 to 2018"
        {CHANGED}
        period = "2017-18"
        [tables.episodes]
        title = "Episodes"
        file_names = ["episodes"]
        key = ["child", "decom"]
        child = "child"
        covers = {{ kind = "period", starts = "decom" }}
        [tables.episodes.columns]
        child = {{ header = "CHILD", type = "identifier", required = true, means = "The child" }}
        decom = {{ header = "DECOM", type = "date", required = true, means = "First day" }}
        ls = {{ header = "LS", type = "code", codelist = "legal_status", means = "Legal status" }}
        [tables.reviews]
        title = "Reviews"
        file_names = ["reviews"]
        key = ["child"]
        child = "child"
        covers = {{ kind = "period" }}
        [tables.reviews.columns]
        child = {{ header = "CHILD", type = "identifier", required = true, means = "The child" }}
    """,
    "sources/little/2018_19": f"""
        title = "2018 to 2019"
        {CHANGED}
        period = "2018-19"
        based_on = "2017_18"
    """,
}


class LittleCatalogue:
    """Writes the entries below a folder; `change` replaces text in one of them, `put` writes another."""

    def __init__(self, folder):
        self.folder = folder
        for identifier, text in ENTRIES.items():
            self.put(identifier, text)

    def put(self, identifier, text):
        file = self.folder / f"{identifier}.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text), encoding="utf-8")
        return file

    def change(self, identifier, old, new):
        text = (self.folder / f"{identifier}.toml").read_text(encoding="utf-8")
        assert old in text, f"{identifier} holds no {old!r}"
        return self.put(identifier, text.replace(old, new))

    def copy(self, identifier, other, *changes):
        text = (self.folder / f"{identifier}.toml").read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        return self.put(other, text)

    def remove(self, identifier):
        (self.folder / f"{identifier}.toml").unlink()
