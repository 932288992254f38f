package flows

import (
	"bytes"
	"context"
	"encoding/gob"
	"github.com/jackc/pgx/v5"
)

func load(conn *pgx.Conn, query string) {
	var data []byte
	var v any
	_ = conn.QueryRow(context.Background(), query).Scan(&data)
	_ = gob.NewDecoder(bytes.NewReader(data)).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewBufferString(query)).Decode(&v)
}
