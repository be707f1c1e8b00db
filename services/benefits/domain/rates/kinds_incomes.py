"""What an income is computed by: taxes as bounds, cash benefits before and after 2025-07-01, pensions."""

from kit.values.texts import Text
from services.benefits.domain.rates.rate_keys import (
    A_MONTH,
    A_YEAR,
    DKK,
    PERCENT,
    YEARS,
    RateKey,
    RateKind,
    kinds_found_at,
)

TAX_AT = Text("skm.dk om skattesatser", "skm.dk on tax rates")
BEFORE_AT = Text("bm.dk/satser for året", "bm.dk/satser of the year")
SINCE_AT = Text(
    "bm.dk/satser for året; lov om aktiv socialpolitik §§ 16-20",
    "bm.dk/satser of the year; lov om aktiv socialpolitik §§ 16-20",
)
PENSION_AT = Text("bm.dk/satser og borger.dk om folkepension", "bm.dk/satser and borger.dk on state pension")

INCOMES: dict[RateKey, RateKind] = (
    kinds_found_at(
        TAX_AT,
        {
            RateKey.TAX_AT_MOST_WORK: (PERCENT, "skat af løn, højst", "tax on wages, at most"),
            RateKey.TAX_AT_MOST_TRANSFER: (PERCENT, "skat af ydelser, højst", "tax on benefits, at most"),
            RateKey.PERSONAL_ALLOWANCE: (A_YEAR, "personfradrag", "personal allowance"),
        },
    )
    | kinds_found_at(
        BEFORE_AT,
        {
            RateKey.CASH_30_PROVIDER: (
                A_MONTH,
                "kontanthjælp, 30 år eller mere, forsørger",
                "cash benefit, 30 or more, provider",
            ),
            RateKey.CASH_30_OTHER: (
                A_MONTH,
                "kontanthjælp, 30 år eller mere, ikke-forsørger",
                "cash benefit, 30 or more, non-provider",
            ),
            RateKey.CASH_UNDER_30_AWAY: (
                A_MONTH,
                "kontanthjælp, under 30 år, udeboende",
                "cash benefit, under 30, living away",
            ),
            RateKey.CASH_UNDER_30_HOME: (
                A_MONTH,
                "kontanthjælp, under 30 år, hjemmeboende",
                "cash benefit, under 30, living at home",
            ),
            RateKey.CASH_UNDER_30_DIAGNOSIS_AWAY: (
                A_MONTH,
                "kontanthjælp, under 30 år, udeboende med visse diagnoser",
                "cash benefit, under 30, living away with certain diagnoses",
            ),
            RateKey.CASH_UNDER_30_PREGNANT: (
                A_MONTH,
                "kontanthjælp, under 30 år, gravid",
                "cash benefit, under 30, pregnant",
            ),
            RateKey.CASH_UNDER_30_SINGLE_PROVIDER: (
                A_MONTH,
                "kontanthjælp, under 30 år, enlig forsørger med ekstra børnetilskud",
                "cash benefit, under 30, single provider with extra child benefit",
            ),
            RateKey.CASH_UNDER_30_OTHER_PROVIDER: (
                A_MONTH,
                "kontanthjælp, under 30 år, anden forsørger",
                "cash benefit, under 30, other provider",
            ),
            RateKey.EDUCATION_AWAY: (A_MONTH, "uddannelseshjælp, udeboende", "education benefit, living away"),
            RateKey.EDUCATION_HOME: (A_MONTH, "uddannelseshjælp, hjemmeboende", "education benefit, living at home"),
            RateKey.ACTIVITY_25_29_AWAY: (
                A_MONTH,
                "aktivitetstillæg, 25-29 år, udeboende",
                "activity supplement, 25-29, living away",
            ),
            RateKey.ACTIVITY_UNDER_25_AWAY: (
                A_MONTH,
                "aktivitetstillæg, under 25 år, udeboende",
                "activity supplement, under 25, living away",
            ),
            RateKey.SELF_SUPPORT_SINGLE: (
                A_MONTH,
                "selvforsørgelses- og hjemrejseydelse, enlig ikke-forsørger",
                "self-support and return benefit, single non-provider",
            ),
            RateKey.SELF_SUPPORT_OTHERS: (
                A_MONTH,
                "selvforsørgelses- og hjemrejseydelse, andre",
                "self-support and return benefit, others",
            ),
        },
    )
    | kinds_found_at(
        SINCE_AT,
        {
            RateKey.MINIMUM_RATE: (A_MONTH, "kontanthjælp, mindstesats", "cash benefit, minimum rate"),
            RateKey.BASIC_RATE: (A_MONTH, "kontanthjælp, grundsats", "cash benefit, basic rate"),
            RateKey.HIGHER_RATE: (A_MONTH, "kontanthjælp, forhøjet sats", "cash benefit, higher rate"),
            RateKey.AT_HOME_RATE: (
                A_MONTH,
                "kontanthjælp, hjemmeboendesats",
                "cash benefit, rate of those living at home",
            ),
            RateKey.PROVIDER_SUPPLEMENT: (A_MONTH, "børnetillæg for en forsørger", "child supplement of a provider"),
            RateKey.SINGLE_PROVIDER_SUPPLEMENT: (
                A_MONTH,
                "tillæg til enlige forsørgere",
                "supplement for single providers",
            ),
            RateKey.SINGLE_SUPPLEMENT: (
                A_MONTH,
                "tillæg til enlige ikke-forsørgere",
                "supplement for single non-providers",
            ),
            RateKey.YOUTH_SUPPLEMENT_18_24: (
                A_MONTH,
                "særligt ungetillæg, 18-24 år",
                "special youth supplement, 18-24",
            ),
            RateKey.YOUTH_SUPPLEMENT_25_29: (
                A_MONTH,
                "særligt ungetillæg, 25-29 år",
                "special youth supplement, 25-29",
            ),
            RateKey.YOUTH_SUPPLEMENT_PROVIDER: (
                A_MONTH,
                "særligt ungetillæg, forsørger under 30 år",
                "special youth supplement, provider under 30",
            ),
            RateKey.ADAPTATION_SUPPLEMENT: (
                A_MONTH,
                "midlertidigt tilpasningstillæg",
                "temporary adaptation supplement",
            ),
            RateKey.CASH_WEALTH_LIMIT_SINGLE: (
                DKK,
                "formuegrænse for kontanthjælp, enlig",
                "wealth limit of cash benefit, single",
            ),
            RateKey.CASH_WEALTH_LIMIT_COUPLE: (
                DKK,
                "formuegrænse for kontanthjælp, par",
                "wealth limit of cash benefit, couple",
            ),
        },
    )
    | kinds_found_at(
        PENSION_AT,
        {
            RateKey.STATE_PENSION_BASE: (A_YEAR, "folkepension, grundbeløb", "state pension, basic amount"),
            RateKey.STATE_PENSION_SUPPLEMENT_SINGLE: (
                A_YEAR,
                "folkepension, pensionstillæg, enlig",
                "state pension, supplement, single",
            ),
            RateKey.STATE_PENSION_SUPPLEMENT_OTHERS: (
                A_YEAR,
                "folkepension, pensionstillæg, andre",
                "state pension, supplement, others",
            ),
            RateKey.PENSION_FULL_YEARS: (
                YEARS,
                "år i Danmark, der giver fuld folkepension",
                "years in Denmark that give a full state pension",
            ),
            RateKey.PENSION_SHARE_OF_YEARS: (
                PERCENT,
                "del af årene fra 15 år til pensionsalderen, der giver fuld folkepension",
                "share of the years from 15 to pension age that gives a full state pension",
            ),
            RateKey.PENSION_AGE: (YEARS, "folkepensionsalder", "state pension age"),
        },
    )
)
