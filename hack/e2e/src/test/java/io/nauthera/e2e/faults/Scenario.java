package io.nauthera.e2e.faults;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** One step in the life of a client, and what must hold after it. */
enum Scenario {
  ONBOARDING {
    @Override
    void prepare(ClientUnderTest client) {}

    @Override
    void act(ClientUnderTest client) {
      client.onboard();
    }

    @Override
    void check(ClientUnderTest client) {
      client.becomesReady();
      client.works();
    }
  },
  POLICY_CHANGE {
    @Override
    void act(ClientUnderTest client) {
      client.govern("token: {accessTokenTTL: 7m}");
    }

    @Override
    void check(ClientUnderTest client) {
      client.getsTokensFor(420);
      client.shows("7m");
      client.staysReady();
      client.isUnchanged();
    }
  },
  RESTRICTION {
    @Override
    void act(ClientUnderTest client) {
      client.govern("allowedScopes: [openid]");
    }

    @Override
    void check(ClientUnderTest client) {
      client.becomesRestricted();
      client.isUnchanged();
    }
  },
  SECRET_RENAME {
    @Override
    void act(ClientUnderTest client) {
      client.renameSecret();
    }

    @Override
    void check(ClientUnderTest client) {
      client.staysReady();
      client.hasMovedItsSecret();
    }
  },
  DELETION {
    @Override
    void act(ClientUnderTest client) {
      client.delete();
    }

    @Override
    void check(ClientUnderTest client) {
      client.isGone();
    }
  };

  /** All, or the one that {@code -Dfaults.scenario} names. */
  static Stream<Scenario> chosen() {
    String one = System.getProperty("faults.scenario", "");
    return Arrays.stream(values())
        .filter(scenario -> one.isEmpty() || scenario.toString().equals(one));
  }

  /** Before a fault is planned: by default the client becomes ready. */
  void prepare(ClientUnderTest client) {
    client.onboard();
    client.becomesReady();
  }

  /** What a user does. */
  abstract void act(ClientUnderTest client);

  /** Waits until the step is done, and asserts what the contract promises. */
  abstract void check(ClientUnderTest client);

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
