"""What may be seen of the files that coordinators take in: by them, and by the worker."""
