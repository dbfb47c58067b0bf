"""The worker's side: devices, weights fetched and verified, engines built on a device."""
