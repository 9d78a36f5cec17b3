"""The derived indexes: everything here can be deleted and is made again from the library."""
