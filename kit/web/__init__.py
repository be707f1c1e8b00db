"""HTTP as every service speaks it: tokens, one transaction per request, problems, traces."""
