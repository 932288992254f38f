package flows

import (
	"bytes"
	"context"
	"encoding/gob"

	"entgo.io/ent/dialect/sql"
	pgx4 "github.com/jackc/pgx/v4"
	"github.com/jinzhu/gorm"
	"github.com/uptrace/bun"
)

type row struct{ Data []byte }

func load(ctx context.Context, db *bun.DB, rows sql.ColumnScanner, old pgx4.Row, g *gorm.DB, key []byte) {
	var v any
	var fromBun, fromGorm row
	_ = db.NewSelect().Model(&fromBun).Scan(ctx)
	_ = gob.NewDecoder(bytes.NewReader(fromBun.Data)).Decode(&v) // want
	var data, older []byte
	_ = rows.Scan(&data)
	_ = gob.NewDecoder(bytes.NewReader(data)).Decode(&v) // want
	_ = old.Scan(&older)
	_ = gob.NewDecoder(bytes.NewReader(older)).Decode(&v) // want
	g.First(&fromGorm, "key = ?", key)
	_ = gob.NewDecoder(bytes.NewReader(fromGorm.Data)).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewReader(key)).Decode(&v)
}
