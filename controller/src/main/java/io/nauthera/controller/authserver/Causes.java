package io.nauthera.controller.authserver;

import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.provisioning.ClientRegistry.Cause;

/** Why a server cannot be asked, as the reason of a condition. */
public final class Causes {
  private Causes() {}

  public static Reason reason(Cause cause) {
    return switch (cause) {
      case UNREACHABLE -> Reason.SERVER_UNAVAILABLE;
      case CREDENTIALS_REJECTED -> Reason.CREDENTIALS_REJECTED;
      case FORBIDDEN -> Reason.MISSING_ROLE;
      case REALM_MISSING -> Reason.REALM_NOT_FOUND;
      case OVERLOADED -> Reason.SERVER_OVERLOADED;
    };
  }
}
