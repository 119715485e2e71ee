package io.nauthera.controller.credentials;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Locale;

/**
 * Why the API server did not write a Secret, as one fixed clause per cause that says what to do.
 * The text of the exception is never shown: it contains addresses and can contain values.
 */
final class RefusedWrites {
  static final String IMMUTABLE =
      "it is immutable, and its content must change: delete the Secret, and the controller writes it again";
  static final String QUOTA =
      "a ResourceQuota of the namespace is exceeded: raise the quota, or delete objects that are not needed";
  static final String TERMINATING =
      "the namespace is being deleted, and the AuthClient with it: there is nothing to do";
  static final String FORBIDDEN =
      "the API server forbids it: check the ClusterRole of the controller and the admission policies of the namespace";
  static final String INVALID =
      "the API server does not accept it: check spec.secretTemplate and the admission policies of the namespace";
  static final String CONFLICT = "it changed at the same moment: the controller tries again";
  static final String UNAVAILABLE =
      "the API server does not respond, or it cannot store the Secret now: the controller tries again";

  private RefusedWrites() {}

  static String why(KubernetesClientException e) {
    return switch (e.getCode()) {
      case 400, 413, 422 -> INVALID;
      case 403 -> forbidden(e);
      case 404, 409 -> CONFLICT;
      default -> UNAVAILABLE;
    };
  }

  private static String forbidden(KubernetesClientException e) {
    if (isNamespaceTerminating(e.getStatus())) {
      return TERMINATING;
    }
    return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("exceeded quota")
        ? QUOTA
        : FORBIDDEN;
  }

  private static boolean isNamespaceTerminating(Status status) {
    return status != null
        && status.getDetails() != null
        && status.getDetails().getCauses().stream()
            .anyMatch(cause -> "NamespaceTerminating".equals(cause.getReason()));
  }
}
