"""Room web: template helpers used by the page components."""
