package io.nauthera.controller.cluster;

import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.controller.status.Conditions;

/** Whether an AuthServer is known to be usable: its clients are told when that changes. */
enum ServerReadiness {
  USABLE,
  NOT_USABLE;

  static ServerReadiness of(AuthServer server) {
    var status = server.getStatus();
    return status != null && Conditions.isTrue(status.conditions(), ConditionType.READY)
        ? USABLE
        : NOT_USABLE;
  }
}
