package io.nauthera.controller.status;

import io.nauthera.api.v1alpha1.Reason;
import java.util.Set;

/** The reasons why one client cannot be registered while others can. */
public final class ClientFaults {
  private static final Set<String> REASONS =
      Set.of(
          Reason.CLIENT_ID_TAKEN.toString(),
          Reason.REJECTED_BY_SERVER.toString(),
          Reason.SERVER_ERROR.toString(),
          Reason.SERVER_OVERRULES.toString());

  private ClientFaults() {}

  /** {@code reason} is that of a condition. */
  public static boolean contains(String reason) {
    return REASONS.contains(reason);
  }
}
