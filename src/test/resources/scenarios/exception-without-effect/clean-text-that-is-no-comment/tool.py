TEXT = "# flask-debug-guard: ignore[debugger-in-production]"
