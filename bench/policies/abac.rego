# Attribute-based access control: who may do what to a record depends on attributes of all three and of the time.
package abac

default allow := false

allow if subject_owns_record

allow if {
	subject_is_clinician
	action_is_read
	same_department
	within_shift
}

allow if {
	subject_is_clinician
	subject_is_senior
	action_is_update
	not record_is_sealed
	within_shift
}

allow if {
	subject_is_auditor
	action_is_read
	input.record.classification in {"public", "internal"}
	every tag in input.record.tags {
		not startswith(tag, "restricted/")
	}
}

subject_owns_record if input.subject.id == input.record.owner

subject_is_clinician if input.subject.role == "clinician"

subject_is_auditor if input.subject.role == "auditor"

subject_is_senior if input.subject.years > 8

action_is_read if input.action == "read"

action_is_update if input.action == "update"

record_is_sealed if input.record.sealed == true

same_department if input.subject.department == input.record.department

same_department if input.record.department in data.departments[input.subject.department].covers

within_shift if {
	shift := data.shifts[input.subject.shift]
	input.hour >= shift.from
	input.hour < shift.until
}
