"""Checked bytes by hash: uploads, evidence, published documents."""
