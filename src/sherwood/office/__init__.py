"""The office: what people write (accounts, roles, grants, audit, job runs), handed out as frozen plain objects."""
