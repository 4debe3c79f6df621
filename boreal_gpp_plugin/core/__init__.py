"""The science and the files of Boreal GPP: no QGIS and no Qt below this folder."""
