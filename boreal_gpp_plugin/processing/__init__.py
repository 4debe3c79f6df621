"""Processing: the jobs as algorithms for the toolbox, models, batch and qgis_process."""
