"""The databases' history: one environment, a folder of dated revisions per service."""
