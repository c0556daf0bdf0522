"""Reports about families of a programme: the cohort, one family, and the pack of a claim, as neutral documents."""
