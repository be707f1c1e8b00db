"""The landing page and the documentation page, served from the files beside this one."""
