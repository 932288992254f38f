package flows

import (
	"context"
	"encoding/gob"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/transport"
)

type blob struct{ v any }

func (b *blob) UnmarshalGQL(v any) error {
	return gob.NewDecoder(strings.NewReader(v.(string))).Decode(&b.v) // want
}

func upload(ctx context.Context, u graphql.Upload) {
	var v any
	_ = gob.NewDecoder(u.File).Decode(&v)                                                       // want
	_ = gob.NewDecoder(strings.NewReader(graphql.GetFieldContext(ctx).Object)).Decode(&v)       // a type of the schema
	_ = gob.NewDecoder(strings.NewReader(graphql.GetOperationContext(ctx).RawQuery)).Decode(&v) // want
}

func connected(ctx context.Context, p transport.InitPayload) {
	var v any
	_ = gob.NewDecoder(strings.NewReader(p.GetString("cart"))).Decode(&v) // want
}
