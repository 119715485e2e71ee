package io.nauthera.controller.status;

import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.provisioning.Realms.Obstacle;
import io.nauthera.controller.provisioning.Unavailable.Cause;

/** Maps why a server cannot be used to the reason of a condition. */
public final class UnavailableReasons {
  private UnavailableReasons() {}

  public static Reason of(Cause cause) {
    return switch (cause) {
      case UNREACHABLE -> Reason.SERVER_UNAVAILABLE;
      case CREDENTIALS_REJECTED -> Reason.CREDENTIALS_REJECTED;
      case FORBIDDEN -> Reason.MISSING_ROLE;
      case REALM_MISSING -> Reason.REALM_NOT_FOUND;
      case OVERLOADED -> Reason.SERVER_OVERLOADED;
      case FAILED -> Reason.SERVER_ERROR;
    };
  }

  public static Reason of(Obstacle obstacle) {
    return switch (obstacle) {
      case LOOPBACK_HTTP_NOT_ALLOWED -> Reason.LOOPBACK_HTTP_NOT_ALLOWED;
      case CREDENTIALS_NOT_LABELED -> Reason.CREDENTIALS_NOT_LABELED;
      case CREDENTIALS_MISSING -> Reason.CREDENTIALS_MISSING;
      case CREDENTIALS_UNREADABLE -> Reason.CREDENTIALS_UNREADABLE;
      case CERTIFICATE_AUTHORITY_UNREADABLE -> Reason.CERTIFICATE_AUTHORITY_UNREADABLE;
    };
  }
}
