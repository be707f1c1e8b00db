"""What a municipality decides for itself: guidelines, deadlines, and how it reads what the law leaves open."""

from kit.values.texts import Text
from services.benefits.domain.rates.rate_keys import (
    A_MONTH,
    HOUR_OF_DAY,
    HOURS,
    PERCENT,
    WORKING_DAYS,
    YES_OR_NO,
    RateKey,
    RateKind,
    kinds_found_at,
)

OWN = Text("kommunens egen beslutning", "the municipality’s own decision")

LOCAL: dict[RateKey, RateKind] = kinds_found_at(
    OWN,
    {
        RateKey.GUIDELINE_SINGLE: (A_MONTH, "vejledende rådighedsbeløb, enlig", "disposable income guideline, single"),
        RateKey.GUIDELINE_COUPLE: (A_MONTH, "vejledende rådighedsbeløb, par", "disposable income guideline, couple"),
        RateKey.GUIDELINE_FURTHER_ADULT: (
            A_MONTH,
            "vejledende rådighedsbeløb, yderligere voksen",
            "disposable income guideline, further adult",
        ),
        RateKey.GUIDELINE_CHILD: (A_MONTH, "vejledende rådighedsbeløb, barn", "disposable income guideline, child"),
        RateKey.GUIDELINE_CHILD_OF_COUPLE: (
            A_MONTH,
            "vejledende rådighedsbeløb, barn af et par",
            "disposable income guideline, child of a couple",
        ),
        RateKey.GUIDELINE_UNDER_25_AWAY: (
            A_MONTH,
            "vejledende rådighedsbeløb, udeboende under 25 år",
            "disposable income guideline, under 25 living away",
        ),
        RateKey.GUIDELINE_UNDER_25_HOME: (
            A_MONTH,
            "vejledende rådighedsbeløb, hjemmeboende under 25 år",
            "disposable income guideline, under 25 living at home",
        ),
        RateKey.GUIDELINE_MINIMUM_SINGLE: (
            A_MONTH,
            "vejledende rådighedsbeløb på mindstesats, enlig",
            "disposable income guideline on the minimum rate, single",
        ),
        RateKey.GUIDELINE_MINIMUM_COUPLE: (
            A_MONTH,
            "vejledende rådighedsbeløb på mindstesats, par",
            "disposable income guideline on the minimum rate, couple",
        ),
        RateKey.GUIDELINE_PENSION_SINGLE: (
            A_MONTH,
            "vejledende rådighedsbeløb på pension, enlig",
            "disposable income guideline on a pension, single",
        ),
        RateKey.GUIDELINE_PENSION_COUPLE: (
            A_MONTH,
            "vejledende rådighedsbeløb på pension, par",
            "disposable income guideline on a pension, couple",
        ),
        RateKey.GUIDELINE_PENSION_CHILD: (
            A_MONTH,
            "vejledende rådighedsbeløb på pension, barn",
            "disposable income guideline on a pension, child",
        ),
        RateKey.UTILITIES_AT_MOST: (
            A_MONTH,
            "forbrug, der højst regnes med før en bolig er kendt",
            "utilities counted before a dwelling is known",
        ),
        RateKey.FAST_TRACK_HOURS: (HOURS, "timer i det hurtige spor", "hours in the fast track"),
        RateKey.ORDINARY_DEADLINE: (WORKING_DAYS, "almindelig sagsbehandlingsfrist", "ordinary deadline"),
        RateKey.OFFER_DEADLINE: (WORKING_DAYS, "frist for boligtilbud (boliganvisningen)", "deadline of an offer"),
        RateKey.ANSWER_DEADLINE: (WORKING_DAYS, "svarfrist (boliganvisningen)", "deadline of an answer"),
        RateKey.FAST_TRACK_THROUGH_WEEKENDS: (
            YES_OR_NO,
            "det hurtige spors timer løber gennem weekender og helligdage",
            "the fast track’s hours run through weekends and holidays",
        ),
        RateKey.CHRISTMAS_EVE_OFF: (YES_OR_NO, "24. december flytter frister", "24 December moves deadlines"),
        RateKey.NEW_YEARS_EVE_OFF: (YES_OR_NO, "31. december flytter frister", "31 December moves deadlines"),
        RateKey.CONSTITUTION_DAY_OFF: (YES_OR_NO, "5. juni flytter frister", "5 June moves deadlines"),
        RateKey.VERIFIED_DEMANDED: (YES_OR_NO, "kun verificerede satser må bruges", "only verified rates may be used"),
        RateKey.JUMP_QUESTIONED: (
            PERCENT,
            "ændring af en sats, der spørges til",
            "change of a rate that is questioned",
        ),
    },
)
LOCAL |= kinds_found_at(
    OWN,
    {
        RateKey.OFFICE_OPENS: (HOUR_OF_DAY, "det hurtige spors åbningstid, fra", "the fast track’s opening hour"),
        RateKey.OFFICE_CLOSES: (HOUR_OF_DAY, "det hurtige spors åbningstid, til", "the fast track’s closing hour"),
        RateKey.WARN_KEY_WORKER_FAST: (
            HOURS,
            "varsel til nøglemedarbejderen før fristen, hurtigt spor",
            "warning to the key worker before the deadline, fast track",
        ),
        RateKey.WARN_MANAGER_FAST: (
            HOURS,
            "varsel til lederen før fristen, hurtigt spor",
            "warning to the manager before the deadline, fast track",
        ),
        RateKey.WARN_KEY_WORKER_ORDINARY: (
            HOURS,
            "varsel til sagsbehandleren før fristen, almindeligt spor",
            "warning to the caseworker before the deadline, ordinary lane",
        ),
        RateKey.WARN_MANAGER_ORDINARY: (
            HOURS,
            "varsel til lederen før fristen, almindeligt spor",
            "warning to the manager before the deadline, ordinary lane",
        ),
    },
)
LOCAL |= kinds_found_at(
    Text("de frister, som kommunalbestyrelsen har offentliggjort", "the deadlines that the council has published"),
    {
        RateKey(f"{RateKey.ORDINARY_DEADLINE}_{kind}"): (
            WORKING_DAYS,
            f"sagsbehandlingsfrist, {danish}",
            f"published deadline, {english}",
        )
        for kind, danish, english in (
            ("deposit_loan", "beboerindskudslån", "deposit loan"),
            ("private_deposit", "indskud i privat bolig", "private deposit"),
            ("moving_grant", "flyttehjælp", "moving grant"),
            ("furnishing_grant", "etableringshjælp", "furnishing grant"),
            ("single_payment", "enkeltydelse", "single payment"),
            ("special_support", "særlig støtte", "special housing support"),
            ("rent_arrears", "huslejerestance", "rent arrears"),
            ("rent_subsidy", "midlertidigt huslejetilskud", "temporary rent subsidy"),
            ("pre_approval", "forhåndstilsagn", "pre-approval"),
        )
    },
)
