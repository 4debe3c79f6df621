"""The GPP model: its terms and forms, calibration, validation and uncertainty."""
