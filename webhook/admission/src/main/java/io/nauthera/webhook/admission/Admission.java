package io.nauthera.webhook.admission;

/** Answers admission requests for one kind of resource. */
interface Admission {
  Verdict review(AdmissionRequest request, Deadline deadline);
}
