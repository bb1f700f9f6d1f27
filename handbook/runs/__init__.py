"""Many PDFs from one order: jobs in, files and a manifest out. `run.run()` is the door."""
