package io.nauthera.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what cannot be read of a resource, in one line per version of the resource. */
public final class FaultLog {
  private static final Logger LOG = LoggerFactory.getLogger(FaultLog.class);

  /** The version that was logged, by kind, namespace and name. */
  private final Map<String, String> logged = new ConcurrentHashMap<>();

  /**
   * Logs the fault of a resource that was created or changed.
   *
   * @param fault a sentence that names the resource; null where it can be read
   */
  public void changed(HasMetadata resource, @Nullable String fault) {
    if (fault == null) {
      removed(resource);
      return;
    }
    String version = String.valueOf(resource.getMetadata().getResourceVersion());
    if (!version.equals(logged.put(key(resource), version))) {
      LOG.warn("{}. This denies what depends on it, and nothing else", fault);
    }
  }

  public void removed(HasMetadata resource) {
    logged.remove(key(resource));
  }

  private static String key(HasMetadata resource) {
    var metadata = resource.getMetadata();
    return resource.getKind() + "/" + metadata.getNamespace() + "/" + metadata.getName();
  }
}
