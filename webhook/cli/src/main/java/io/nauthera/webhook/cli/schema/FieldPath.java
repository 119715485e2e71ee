package io.nauthera.webhook.cli.schema;

import org.jspecify.annotations.Nullable;

/** Where a value stands, written ({@code spec.scopes[0]}) only when something is said of it. */
record FieldPath(@Nullable FieldPath parent, @Nullable String name, int index) {
  static final FieldPath ROOT = new FieldPath(null, null, -1);

  FieldPath child(String field) {
    return new FieldPath(this, field, -1);
  }

  FieldPath item(int at) {
    return new FieldPath(this, null, at);
  }

  @Override
  public String toString() {
    var out = new StringBuilder();
    write(out);
    return out.toString();
  }

  private void write(StringBuilder out) {
    if (parent == null) {
      return;
    }
    parent.write(out);
    if (name == null) {
      out.append('[').append(index).append(']');
    } else {
      out.append(parent.parent == null ? "" : ".").append(name);
    }
  }
}
