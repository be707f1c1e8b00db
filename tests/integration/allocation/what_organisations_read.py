"""What a housing organisation may read: every field at every address, and every fact of every event it is told.

A field that is on no list turns the test red until somebody has decided on it. About a household there is the tenant of
an accepted dwelling, the number of adults and children, and whether the deposit is secured; and nothing else.
"""

from tests.integration.allocation.reading import listed

ADDRESSES = {
    "/v1/estates": """
        estates[].{ dwelling_class estate exempt_by first_let_year flexible_letting lift municipality_code
        organisation_cvr organisation_name pets_allowed standings[].{ estate kind organisation_cvr source
        valid_from valid_to verified } } on
    """,
    "/v1/agreements": """
        agreements[].{ answer_deadline_working_days arrears_guarantee_months carry case_reference
        dwelling_class estate_shares[].{ estate share } handed_back id in_force_from in_force_to in_words[].{
        clause local_choice source text.{ da en } } inspection_before_claiming internal_moves kind legal_basis
        municipality_code number organisation_cvr rent_method saturday_is_a_working_day series_id share
        signed_on silence spread.{ place share } status target.{ condition.{ classes[] estates[] max_area_m2
        max_rent_dkk max_rooms min_area_m2 min_rooms } overlap share } usable.{ classes[] estates[]
        max_area_m2 max_rent_dkk max_rooms min_area_m2 min_rooms } usable_in_words.{ da en } version }
    """,
    "/v1/agreements/{agreement_id}": """
        answer_deadline_working_days arrears_guarantee_months carry case_reference dwelling_class
        estate_shares[].{ estate share } handed_back id in_force_from in_force_to in_words[].{ clause
        local_choice source text.{ da en } } inspection_before_claiming internal_moves kind legal_basis
        municipality_code number organisation_cvr rent_method saturday_is_a_working_day series_id share
        signed_on silence spread.{ place share } status target.{ condition.{ classes[] estates[] max_area_m2
        max_rent_dkk max_rooms min_area_m2 min_rooms } overlap share } usable.{ classes[] estates[]
        max_area_m2 max_rent_dkk max_rooms min_area_m2 min_rooms } usable_in_words.{ da en } version
        versions[].{ answer_deadline_working_days arrears_guarantee_months carry case_reference dwelling_class
        estate_shares[].{ estate share } handed_back id in_force_from in_force_to in_words[].{ clause
        local_choice source text.{ da en } } inspection_before_claiming internal_moves kind legal_basis
        municipality_code number organisation_cvr rent_method saturday_is_a_working_day series_id share
        signed_on silence spread.{ place share } status target.{ condition.{ classes[] estates[] max_area_m2
        max_rent_dkk max_rooms min_area_m2 min_rooms } overlap share } usable.{ classes[] estates[]
        max_area_m2 max_rent_dkk max_rooms min_area_m2 min_rooms } usable_in_words.{ da en } version }
    """,
    "/v1/vacancies": """
        [].{ answer answer_due_at answered_at corrected_by corrects decision.{ counted decided_at outcome
        reasons[].{ met rule source text.{ da en } } result right sequence } handed_back_on id posted_late
        status vacancy.{ area_m2 chain_reference deposit_dkk dwelling_class dwelling_id estate
        filled_internally first_let_year floor lift mixed_lease municipality_code notice_received_on
        organisation_cvr pets_allowed posted_on reference rent_dkk rooms single_room staff_dwelling stairwell
        utilities_dkk vacant_from_on } version }
    """,
    "/v1/vacancies/{vacancy_id}": """
        answer answer_due_at answered_at corrected_by corrects decision.{ counted decided_at outcome
        reasons[].{ met rule source text.{ da en } } result right sequence } handed_back_on id posted_late
        status vacancy.{ area_m2 chain_reference deposit_dkk dwelling_class dwelling_id estate
        filled_internally first_let_year floor lift mixed_lease municipality_code notice_received_on
        organisation_cvr pets_allowed posted_on reference rent_dkk rooms single_room staff_dwelling stairwell
        utilities_dkk vacant_from_on } version
    """,
    "/v1/vacancies/{vacancy_id}/life": """
        [].{ client_id happened_at person step text.{ da en } }
    """,
    "/v1/vacancies/{vacancy_id}/tenant": """
        adults children contact.{ email name phone } cpr_number deposit_secured move_in_on name
        protected_name_and_address vacancy_id
    """,
    "/v1/contact-point": """
        email name phone
    """,
    "/v1/ledgers/{cvr}": """
        [].{ agreement_id claimed_by countable counted decided_at lapsed made_by moved.{ countable
        used_general } outcome owed person posted_on reasons[].{ met rule source text.{ da en } } reference
        sequence targeted_countable used_general used_targeted vacancy_id }
    """,
    "/v1/ledgers/{cvr}/recomputation": """
        difference.{ recomputed sequence stored what } entries holds
    """,
    "/v1/ledgers/{cvr}/export": """
        column:agreement_id column:area_m2 column:available column:carry column:chain_reference
        column:claimed_by column:countable column:counted column:decided_at column:estate
        column:estate_exempt_by column:filled_internally column:full_right column:handed_back column:lapsed
        column:made_by column:meets_target column:mixed_lease column:moved_countable column:moved_lapsed
        column:moved_owed column:moved_places column:moved_targeted_countable column:moved_used_general
        column:moved_used_targeted column:notice_received_on column:outcome column:overlap column:owed
        column:posted_on column:reference column:rent_dkk column:rights_arisen column:rooms column:rules
        column:sequence column:share column:single_room column:staff_dwelling column:stairwell
        column:target_share column:targeted_countable column:targeted_rights_arisen column:usable
        column:used_general column:used_targeted column:vacant_from_on
    """,
    "/v1/vacancies/{vacancy_id}/lease": """
        signed_on starts_on vacancy_id
    """,
    "/v1/accounts/{cvr}": """
        lines[].{ amount_dkk booked_at claim_id code corrects_line_id days id kind method month objection.{
        code objected_at } period_from period_to reference rent_dkk text.{ da en } vacancy_id }
        organisation_cvr total_dkk
    """,
    "/v1/accounts/{cvr}/statements": """
        organisation_cvr statements[].{ closed closing_dkk lines month opening_dkk total_dkk }
    """,
    "/v1/accounts/{cvr}/statements/{month}": """
        closed closing_dkk lines[].{ amount_dkk booked_at claim_id code corrects_line_id days id kind method
        month objection.{ code objected_at } period_from period_to reference rent_dkk text.{ da en }
        vacancy_id } month opening_dkk organisation_cvr total_dkk
    """,
    "/v1/accounts/{cvr}/statements/{month}/export": """
        column:amount_dkk column:booked_at column:code column:corrects_line_id column:da column:days column:en
        column:id column:kind column:method column:period_from column:period_to column:reference
        column:rent_dkk
    """,
    "/v1/vacancies/{vacancy_id}/guarantee": """
        arrears_end_on arrears_months claims[].{ accepted_dkk amount_dkk claimed_on codes[] decided_at
        decided_by id kind organisation_cvr reasons[].{ met rule source text.{ da en } } received_at reference
        status vacancy_id version } lease_starts_on moved_out_on reinstatement_source vacancy_id
    """,
    "/v1/guarantee-claims": """
        [].{ accepted_dkk amount_dkk claimed_on codes[] decided_at decided_by id kind organisation_cvr
        reasons[].{ met rule source text.{ da en } } received_at reference status vacancy_id version }
    """,
    "/v1/guarantee-claims/{claim_id}": """
        accepted_dkk amount_dkk claimed_on codes[] decided_at decided_by id kind organisation_cvr reasons[].{
        met rule source text.{ da en } } received_at reference status vacancy_id version
    """,
    "/v1/full-rights/{right_id}": """
        dwelling_id id kind legal_basis organisation_cvr rent_method scheme.{ full_years ordinary_rent_dkk
        reduced_rent_dkk starts_on taper[] } source valid_from valid_to verified
    """,
    "/v1/full-rights/{right_id}/rent": """
        on reason.{ met rule source text.{ da en } } rent_dkk
    """,
    "/v1/received-requests": """
        [].{ closed_at due_at estates[] id municipality_code organisation_cvr received_at status wanted.{
        classes[] max_area_m2 max_rent_dkk max_rooms min_area_m2 min_rooms pets_allowed step_free vacant_by_on
        } wanted_in_words.{ da en } }
    """,
    "/v1/received-requests/{received_id}": """
        answers[].{ answered_at dwelling.{ area_m2 deposit_dkk dwelling_class dwelling_id estate
        first_let_year floor lift notice_received_on pets_allowed reference rent_dkk rooms stairwell
        utilities_dkk vacant_from_on } id outcome reasons[].{ met rule source text.{ da en } } vacancy_id }
        closed_at due_at estates[] id municipality_code organisation_cvr received_at status wanted.{ classes[]
        max_area_m2 max_rent_dkk max_rooms min_area_m2 min_rooms pets_allowed step_free vacant_by_on }
        wanted_in_words.{ da en }
    """,
    "/v1/seals": """
        first_broken holds
    """,
    "/v1/clock": """
        driven municipality_code now_at retrying swept
    """,
}

EVENT = """
    cursor kind municipality_code subject_id happened_at client_id person
    reasons[].{ met rule source text.{ da en } }
"""

TOLD = {
    "account_line_corrected": "line_id correction_id difference_dkk code",
    "account_line_objected_to": "line_id code",
    "agreement_ended": "carry in_force_from in_force_to kind number series_id share",
    "agreement_made": "carry in_force_from in_force_to kind number series_id share",
    "answer_overdue": "reference answer_due_at",
    "claim_confirmed": "reference in_time",
    "claim_waived": "reference in_time",
    "debt_notice_dismissed": "reference",
    "deposit_secured": "reference",
    "estates_stand": "organisation_cvr standings[].estate standings[].kind standings[].valid_from standings[].valid_to",
    "guarantee_claim_accepted": "vacancy_id accepted_dkk reference",
    "guarantee_claim_partly_accepted": "vacancy_id accepted_dkk reference",
    "guarantee_claim_refused": "vacancy_id accepted_dkk reference",
    "full_right_entered": "dwelling_id kind valid_from valid_to verified",
    "guarantee_claimed": "vacancy_id kind amount_dkk reference",
    "lease_signed": "reference starts_on vacancy_rent_dkk",
    "request_closed": "status",
    "request_received": "due_at",
    "statement_closed": "month lines total_dkk",
    "tenant_found": "reference adults children deposit_secured",
    "tenant_moved_out": "reference moved_out_on",
    "vacancy_claimed": "reference estate sequence",
    "vacancy_corrected": "reference corrected_by",
    "vacancy_corrects": "reference corrects",
    "vacancy_handed_back": "reference",
    "vacancy_let_by_organisation": "reference let_from_on vacancy_rent_dkk",
    "vacancy_missed": "reference estate sequence",
    "vacancy_offered": "reference",
    "vacancy_released": "reference estate sequence",
    "vacancy_to_be_offered_on": "reference",
    "vacancy_withdrawn": "reference code",
}
"""What is told of each kind of event."""

NAMED_ELSEWHERE = {
    "f'guarantee_claim_{after.status}'": "guarantee_claim_accepted, guarantee_claim_partly_accepted and _refused",
    "told.kind": "vacancy_claimed, vacancy_released",
    "told": "the same, several at once",
    "kind": "vacancy_corrected, vacancy_corrects; agreement_made, agreement_ended",
}
"""Kinds that a story takes from a value: which they are."""

FACTS = {f"facts({kind}).{fact}" for kind, facts in TOLD.items() for fact in facts.split()}
OF_EVENTS = {*listed(EVENT), *FACTS}

MAY_BE_READ = {path: listed(fields) for path, fields in ADDRESSES.items()} | {
    "/v1/events": {"next", *(f"events[].{field}" for field in OF_EVENTS)},
    "/v1/timeline/{subject_id}": {f"[].{field}" for field in OF_EVENTS},
}

NEVER_FILLED = {
    "/v1/offers": "the scope is granted for the day when organisations hold offers; its rows are closed to them",
    "/v1/offers/{offer_id}": "the same",
}
"""Addresses that answer an organisation with nothing: an empty list, or 404."""
