package io.nauthera.controller.connections;

import io.nauthera.controller.provisioning.ClientRegistry.Rejected;
import io.nauthera.controller.provisioning.ClientRegistry.Unchanged;
import io.nauthera.controller.provisioning.Comparison;
import io.nauthera.controller.provisioning.Realm.Discovery;
import io.nauthera.controller.provisioning.Realm.Health;
import io.nauthera.controller.provisioning.Unavailable;
import org.jspecify.annotations.Nullable;

/** What the result of a call says about the server as a whole. */
enum CallEffect {
  SUCCESS,
  /**
   * The server cannot serve requests, or none of this service account. Then thousands of clients
   * must not each find that out.
   */
  FAILURE,
  /**
   * Nothing: the result can come from memory, or is about one client only. For example, a client
   * that the server cannot store must not stop the others.
   */
  NONE;

  static CallEffect of(Object result) {
    Unavailable why = problem(result);
    if (why != null) {
      return switch (why.cause()) {
        case FAILED -> NONE;
        case UNREACHABLE, OVERLOADED, CREDENTIALS_REJECTED, FORBIDDEN, REALM_MISSING -> FAILURE;
      };
    }
    return switch (result) {
      case Unchanged unchanged -> NONE;
      case Rejected rejected -> NONE;
      case Comparison comparison -> NONE;
      case Discovery discovery -> NONE;
      default -> SUCCESS;
    };
  }

  static @Nullable Unavailable problem(Object result) {
    return switch (result) {
      case Unavailable why -> why;
      case Health health -> health.unavailable();
      default -> null;
    };
  }
}
