package io.nauthera.controller.authpolicy;

import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.Conflict;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.status.Finding;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Whether other policies impose something else on a client that is governed by both. */
final class Agreement {
  private static final int NAMED = 5;

  private Agreement() {}

  /** Each conflict that the policy is part of comes with the clients that suffer from it. */
  static Finding of(SortedMap<Conflict, List<ClientName>> conflicts) {
    if (conflicts.isEmpty()) {
      return Finding.holds(
          ConditionType.CONSISTENT,
          Reason.POLICIES_AGREE,
          "no other policy imposes something else on a client of this one");
    }
    String what =
        conflicts.entrySet().stream()
            .limit(NAMED)
            .map(conflict -> "%s on %s".formatted(conflict.getKey(), named(conflict.getValue())))
            .collect(Collectors.joining("; "));
    return Finding.fails(
        ConditionType.CONSISTENT,
        Reason.POLICIES_CONFLICT,
        "policies impose " + what + ": their owners must settle it");
  }

  private static String named(Collection<ClientName> clients) {
    String shown =
        clients.stream().limit(NAMED).map(ClientName::toString).collect(Collectors.joining(", "));
    return (clients.size() == 1 ? "AuthClient " : "AuthClients ")
        + shown
        + (clients.size() <= NAMED ? "" : " and %d more".formatted(clients.size() - NAMED));
  }
}
