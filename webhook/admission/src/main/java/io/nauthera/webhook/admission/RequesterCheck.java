package io.nauthera.webhook.admission;

import io.nauthera.api.v1alpha1.AuthApi;
import java.util.Objects;

/**
 * Denies an AuthClient whose requester is not recorded, before anything else is checked: while the
 * mutating webhook and the MutatingAdmissionPolicy replace each other, neither may be in force.
 */
record RequesterCheck(Admission next) implements Admission {
  private static final int SERVICE_UNAVAILABLE = 503;

  @Override
  public Verdict review(AdmissionRequest request, Deadline deadline) {
    return request.operation() == AdmissionRequest.Operation.DELETE || isRecorded(request)
        ? next.review(request, deadline)
        : new Verdict.Refused(
            SERVICE_UNAVAILABLE,
            "ServiceUnavailable",
            "Nauthera has not recorded who asks for this change (annotation %s), because neither its mutating webhook nor its MutatingAdmissionPolicy was in force: try again in a few seconds. If it happens again, a platform admin must install the chart again"
                .formatted(AuthApi.REQUESTED_BY_ANNOTATION));
  }

  private static boolean isRecorded(AdmissionRequest request) {
    return Objects.equals(
        AuthClientMutation.recordedRequester(request.object()),
        AuthClientMutation.requester(request));
  }
}
