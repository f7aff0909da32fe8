"""Pages (view models) → HTML bytes. The only floor that knows templates."""
