package io.nauthera.api.mapping;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.CustomResource;
import io.nauthera.api.v1alpha1.AuthClient;
import io.nauthera.api.v1alpha1.AuthPolicy;
import io.nauthera.api.v1alpha1.AuthServer;
import io.nauthera.api.v1alpha1.UserStore;
import java.io.IOException;

/**
 * Reads stored resources one by one: a resource that cannot be read becomes one with a {@link
 * ReadFault}, so that it never makes a list or a watch fail. Managed fields are not read.
 */
public final class ResourceModule extends SimpleModule {
  private static final long serialVersionUID = 1L;

  public ResourceModule() {
    super("nauthera");
    add(AuthClient.class);
    add(AuthPolicy.class);
    add(AuthServer.class);
    add(UserStore.class);
    addDeserializer(WatchEvent.class, new WatchEventDeserializer());
    setMixInAnnotation(ObjectMeta.class, WithoutManagedFields.class);
  }

  private <R extends CustomResource<?, ?>> void add(Class<R> kind) {
    addDeserializer(kind, new ResourceDeserializer<>(kind));
  }

  /** Reads one kind. */
  private static final class ResourceDeserializer<R extends CustomResource<?, ?>>
      extends StdDeserializer<R> {
    private static final long serialVersionUID = 1L;

    private final Class<R> kind;

    ResourceDeserializer(Class<R> kind) {
      super(kind);
      this.kind = kind;
    }

    @Override
    public R deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      return ResourceReader.readStored(parser, kind);
    }
  }

  @JsonIgnoreProperties("managedFields")
  private interface WithoutManagedFields {}

  /** The kind of the object is known only after it was read, so it needs a tree of its own. */
  private static final class WatchEventDeserializer extends StdDeserializer<WatchEvent> {
    private static final long serialVersionUID = 1L;

    WatchEventDeserializer() {
      super(WatchEvent.class);
    }

    @Override
    public WatchEvent deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      var event = new WatchEvent();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String field = parser.currentName();
        JsonToken first = parser.nextToken();
        if (first == JsonToken.VALUE_STRING && field.equals("type")) {
          event.setType(parser.getText());
        } else if (first == JsonToken.START_OBJECT && field.equals("object")) {
          event.setObject(
              context.readTreeAsValue(ManifestTree.readAny(parser), KubernetesResource.class));
        } else {
          var unused = parser.skipChildren();
        }
      }
      return event;
    }
  }
}
