-- Names of nodes: the record key that names a node's person, which stays from build to build while the node does.
-- grain: one row per node
-- key: node_no
SELECT n.node_no, ARG_MIN(g.record_key, g.place) AS node_key
FROM group_node AS n
JOIN record_group AS g ON g.group_no = n.group_no
GROUP BY n.node_no
