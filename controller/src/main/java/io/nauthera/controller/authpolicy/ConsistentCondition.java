package io.nauthera.controller.authpolicy;

import io.nauthera.api.oauth.ClientName;
import io.nauthera.api.policy.Conflict;
import io.nauthera.api.text.Names;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.status.Finding;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Whether another policy imposes a different setting on a client that both govern. */
final class ConsistentCondition {
  private static final int NAMED = 5;

  private ConsistentCondition() {}

  /** {@code conflicts} maps each conflict that the policy is part of to its clients. */
  static Finding of(SortedMap<Conflict, List<ClientName>> conflicts) {
    if (conflicts.isEmpty()) {
      return Finding.holds(
          ConditionType.CONSISTENT,
          Reason.POLICIES_AGREE,
          "no other policy imposes different settings on the governed clients");
    }
    String what =
        conflicts.entrySet().stream()
            .limit(NAMED)
            .map(conflict -> "%s on %s".formatted(conflict.getKey(), named(conflict.getValue())))
            .collect(Collectors.joining("; "));
    return Finding.fails(
        ConditionType.CONSISTENT,
        Reason.POLICIES_CONFLICT,
        "policies impose " + what + ": the policy owners must resolve the conflict");
  }

  private static String named(Collection<ClientName> clients) {
    return (clients.size() == 1 ? "AuthClient " : "AuthClients ") + Names.first(NAMED, clients);
  }
}
