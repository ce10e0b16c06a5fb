"""Legal bases that many groups cite, each in one place. Whoever cites one of their own names it beside its routes."""

from __future__ import annotations

EMPLOYEE = ("§ 5 Abs. 1 Nr. 1 SGB V",)
"""Work for pay insures."""

FREE = ("§ 6 Abs. 1 Nr. 1 SGB V",)
"""Pay above the annual earnings limit sets free."""

MARGINAL = ("§ 8 Abs. 1 Nr. 1 SGB IV", "§ 7 Abs. 1 SGB V")
"""A minijob does not insure."""

CATCH_ALL = ("§ 5 Abs. 1 Nr. 13 SGB V", "§ 5 Abs. 11 SGB V")
"""Whoever has no other cover is insured, foreign nationals only with a certain right of residence."""

JOINING = ("§ 9 Abs. 1 SGB V",)
"""Who may join a fund as a voluntary member."""

GOING_ON = (*JOINING, "§ 188 Abs. 4 SGB V")
"""A membership goes on as a voluntary one."""

FAMILY_COVER = ("§ 10 SGB V",)
"""Family insurance, free of charge."""

PRIVATE = ("§ 193 Abs. 3 VVG",)
"""Whoever lives here and has no other cover must insure privately."""

EHIC = ("Art. 19 VO (EG) 883/2004",)
"""The insurance of a coordinated state pays for treatment here, by its card."""

UNITED_KINGDOM = ("Protokoll über die Koordinierung der sozialen Sicherheit, Abkommen EU–Vereinigtes Königreich",)
"""What has taken the place of the European regulations with the United Kingdom."""

TREATY = ("§ 30 Abs. 2 SGB I",)
"""A treaty on social security goes before German law."""
