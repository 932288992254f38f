package flows

import (
	"bytes"
	"context"
	"encoding/gob"
	"net/http"

	"cloud.google.com/go/storage"
	consul "github.com/hashicorp/consul/api"
	"github.com/minio/minio-go/v7"
	etcd "go.etcd.io/etcd/client/v3"
)

func load(ctx context.Context, e *etcd.Client, kv *consul.KV, m *minio.Client, o *storage.ObjectHandle, key string) {
	var v any
	reply, _ := e.Get(ctx, key)
	_ = gob.NewDecoder(bytes.NewReader(reply.Kvs[0].Value)).Decode(&v) // want
	pair, _, _ := kv.Get(key, nil)
	_ = gob.NewDecoder(bytes.NewReader(pair.Value)).Decode(&v) // want
	object, _ := m.GetObject(ctx, "carts", key, minio.GetObjectOptions{})
	_ = gob.NewDecoder(object).Decode(&v) // want
	reader, _ := o.NewReader(ctx)
	_ = gob.NewDecoder(reader).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewBufferString(key)).Decode(&v)
}

func keep(ctx context.Context, e *etcd.Client, r *http.Request) {
	_, _ = e.Put(ctx, "token", r.Header.Get("Authorization")) // want
	_, _ = e.Put(ctx, "language", r.Header.Get("Accept-Language"))
}
