package io.nauthera.controller.provisioning;

import io.nauthera.controller.provisioning.ClientRegistry.Absent;
import io.nauthera.controller.provisioning.ClientRegistry.Created;
import io.nauthera.controller.provisioning.ClientRegistry.Exists;
import io.nauthera.controller.provisioning.ClientRegistry.Found;
import io.nauthera.controller.provisioning.ClientRegistry.Lookup;
import io.nauthera.controller.provisioning.ClientRegistry.Rejected;
import io.nauthera.controller.provisioning.ClientRegistry.Unchanged;
import io.nauthera.controller.provisioning.ClientRegistry.Updated;
import io.nauthera.controller.provisioning.ClientRegistry.Vanished;
import io.nauthera.controller.provisioning.Comparison.Differs;
import io.nauthera.controller.provisioning.Comparison.Same;
import io.nauthera.controller.provisioning.Provisioning.Change;
import io.nauthera.controller.provisioning.Provisioning.Changed;
import io.nauthera.controller.provisioning.Provisioning.Continued;
import io.nauthera.controller.provisioning.Provisioning.Done;
import io.nauthera.controller.provisioning.Provisioning.Failed;
import io.nauthera.controller.provisioning.Provisioning.NotKnownYet;
import io.nauthera.controller.provisioning.Provisioning.Nothing;
import io.nauthera.controller.provisioning.Provisioning.Overruled;
import io.nauthera.controller.provisioning.Provisioning.Refused;
import io.nauthera.controller.provisioning.Provisioning.Registered;
import io.nauthera.controller.provisioning.Provisioning.RegisteredAgain;
import io.nauthera.controller.provisioning.Provisioning.Taken;
import io.nauthera.controller.provisioning.RealmInventory.Complete;
import io.nauthera.controller.provisioning.RealmInventory.NotWalkedYet;
import io.nauthera.controller.provisioning.RealmInventory.WalkFailed;
import io.nauthera.controller.provisioning.Realms.Connected;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings one client of a realm to its desired state. Asks the inventory first, so a client that is
 * as desired costs no call, and a change of settings costs one.
 */
public final class ClientProvisioner {
  private final RealmInventory inventory;
  private final Realm realm;
  private final ClientRegistry registry;

  public ClientProvisioner(Connected connection) {
    this.inventory = connection.inventory();
    this.realm = connection.realm();
    this.registry = realm.clients();
  }

  /** What is known about the registration before the server is asked. */
  public enum Registration {
    /** The client was never registered. */
    NONE,
    /** The client may be at the server: the controller may have stopped while it registered it. */
    STARTED,
    /** The client was registered. */
    FINISHED
  }

  /**
   * What is asked for.
   *
   * @param desired makes the desired client from the one at the server, which is null if there is
   *     none
   * @param beforeCreation is run before the first attempt to create the client
   */
  public record Request(
      String clientId,
      Owner owner,
      Registration registration,
      Function<@Nullable RegisteredClient, DesiredClient> desired,
      SecretSource secrets,
      Runnable beforeCreation) {}

  public Provisioning provision(Request request) {
    return switch (known(request)) {
      case Found(var client) -> adjust(client, request);
      case Absent absent -> create(request);
      case Unavailable why -> new Failed(why);
      case null -> new NotKnownYet();
    };
  }

  /** Null if only the walk through the realm, which has not finished, can tell. */
  private @Nullable Lookup known(Request request) {
    var known = inventory.find(request.clientId());
    if (known.isPresent() && Ownership.of(known.get(), request.owner()).isOwn()) {
      return new Found(known.get());
    }
    return switch (request.registration()) {
      case NONE -> known.isPresent() ? new Found(known.get()) : new Absent();
      case STARTED -> registry.find(request.clientId());
      case FINISHED ->
          switch (inventory.state()) {
            case NotWalkedYet notYet -> null;
            case WalkFailed(var why) -> why;
            case Complete complete -> registry.find(request.clientId());
          };
    };
  }

  private Provisioning create(Request request) {
    if (request.registration() == Registration.NONE) {
      // A creation that is not even tried leaves no trace, so the AuthClient can be deleted.
      var notCalled = realm.notCalled();
      if (notCalled.isPresent()) {
        return new Failed(notCalled.get());
      }
      request.beforeCreation().run();
    }
    DesiredClient desired = request.desired().apply(null);
    return switch (registry.create(desired, request.secrets().secret())) {
      case Created(var client) -> {
        inventory.put(client);
        yield new Done(
            client,
            desired,
            request.registration() == Registration.FINISHED
                ? new RegisteredAgain()
                : new Registered());
      }
      case Exists(var clientId) -> existing(clientId, request);
      case Rejected why -> new Refused(why);
      case Unavailable why -> new Failed(why);
    };
  }

  /** The answer to an earlier attempt may have been lost. */
  private Provisioning existing(String clientId, Request request) {
    if (!clientId.equals(request.clientId())) {
      return new Taken(clientId, Ownership.UNMANAGED);
    }
    return switch (registry.find(clientId)) {
      case Found(var client) -> adjust(client, request);
      case Absent absent -> new NotKnownYet();
      case Unavailable why -> new Failed(why);
    };
  }

  private Provisioning adjust(RegisteredClient actual, Request request) {
    Ownership ownership = Ownership.of(actual, request.owner());
    if (!ownership.isOwn()) {
      return new Taken(request.clientId(), ownership);
    }
    DesiredClient desired = request.desired().apply(actual);
    if (inventory.insists(request.clientId(), actual.settings(), desired)) {
      return overruled(actual, desired);
    }
    return switch (registry.update(actual, desired, request.secrets()::secret)) {
      case Unchanged(var client) -> {
        if (inventory.find(client.clientId()).filter(client::equals).isEmpty()) {
          inventory.put(client);
        }
        yield new Done(client, desired, new Nothing());
      }
      case Updated(var client, var before) -> {
        inventory.corrected(client, actual.settings(), desired);
        yield new Done(client, desired, change(ownership, new Changed(before.fields())));
      }
      case Vanished vanished -> {
        inventory.remove(request.clientId());
        yield create(request);
      }
      case Rejected why -> new Refused(why);
      case Unavailable why -> new Failed(why);
    };
  }

  private Provisioning overruled(RegisteredClient actual, DesiredClient desired) {
    return switch (registry.compare(actual, desired)) {
      case Same same -> new Done(actual, desired, new Nothing());
      case Differs(var fields) -> new Overruled(actual, desired, fields);
      case Unavailable why -> new Failed(why);
    };
  }

  private static Change change(Ownership ownership, Changed changed) {
    return ownership == Ownership.PREDECESSOR ? new Continued() : changed;
  }
}
