/** Admission: an AdmissionReview in, a response out, without a server or a cluster client. */
@NullMarked
package io.nauthera.webhook.admission;

import org.jspecify.annotations.NullMarked;
