"""Reference GPP: products and towers laid over a site, and what lies under each of their pixels."""
