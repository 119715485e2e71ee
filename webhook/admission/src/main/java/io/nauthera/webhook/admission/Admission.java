package io.nauthera.webhook.admission;

/** Answers reviews of one kind of resource. */
interface Admission {
  Verdict review(AdmissionRequest review);
}
