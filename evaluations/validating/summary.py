"""What a validator's list of issues comes to, rule by rule; used inside the validators' own environments."""


def summary(issues, registry):
    """Each rule with how many children it found fault with, its words, and an example: child, table, columns."""
    rules = []
    for code, found in issues.groupby(issues["rule_code"].astype(str)) if len(issues) else ():
        first = found.iloc[0]
        same_row = (found["child_id"] == first["child_id"]) & (found["row_id"].astype(str) == str(first["row_id"]))
        columns = ", ".join(dict.fromkeys(found[same_row]["columns_affected"].astype(str)))
        rules.append(
            {
                "rule": code,
                "count": int(found["child_id"].nunique()),
                "words": str(first["rule_description"]),
                "example": f"child {first['child_id']}, {first['tables_affected']}: {columns}",
            }
        )
    return {"ran": len(registry), "rules": sorted(rules, key=lambda each: -each["count"])}
