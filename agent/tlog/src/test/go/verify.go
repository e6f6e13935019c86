// Command verify checks a tiled transparency log with the Go team's packages and none of our code.
//
//	verify T VKEY
//
// T is a directory with a checkpoint and tile/ (c2sp.org/tlog-tiles), VKEY a file with the log's
// verifier key. Checked are the checkpoint's signature, every tile up to the signed root, and, where
// tile/entries/ is there, that every entry hashes to its leaf.
package main

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
)

// tiles reads tiles under the names of tlog-tiles, which leave the height out.
type tiles struct {
	dir string
}

func (t *tiles) Height() int { return tileHeight }

func (t *tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (t *tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		data, err := readResource(t.dir, "tile/"+strconv.Itoa(tile.L), tile.N, tile.W)
		if err != nil {
			return nil, err
		}
		if len(data) == tileWidth*tlog.HashSize {
			data = data[:tile.W*tlog.HashSize]
		}
		all = append(all, data)
	}
	return all, nil
}

// readResource reads a tile or bundle; a full one stands in for a partial one that is gone.
func readResource(dir, kind string, n int64, width int) ([]byte, error) {
	path := fmt.Sprintf("%03d", n%1000)
	for rest := n / 1000; rest > 0; rest /= 1000 {
		path = fmt.Sprintf("x%03d/%s", rest%1000, path)
	}
	full := filepath.Join(dir, kind, path)
	if width == tileWidth {
		return os.ReadFile(full)
	}
	data, err := os.ReadFile(filepath.Join(full+".p", strconv.Itoa(width)))
	if errors.Is(err, os.ErrNotExist) {
		return os.ReadFile(full)
	}
	return data, err
}

func openCheckpoint(dir, vkeyFile string) (tree tlog.Tree, err error) {
	vkey, err := os.ReadFile(vkeyFile)
	if err != nil {
		return tree, err
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(string(vkey)))
	if err != nil {
		return tree, err
	}
	message, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	if err != nil {
		return tree, err
	}
	signed, err := note.Open(message, note.VerifierList(verifier))
	if err != nil {
		return tree, err
	}
	lines := strings.Split(signed.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tree, fmt.Errorf("not a checkpoint of %s", verifier.Name())
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return tree, err
}

// splitBundle takes a bundle of big-endian uint16 lengths and entries apart.
func splitBundle(bundle []byte) (entries [][]byte, err error) {
	for len(bundle) > 0 {
		if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
			return nil, errors.New("torn entry bundle")
		}
		end := 2 + int(binary.BigEndian.Uint16(bundle))
		entries = append(entries, bundle[2:end])
		bundle = bundle[end:]
	}
	return entries, nil
}

func checkEntries(dir string, n int64, leaves []tlog.Hash) error {
	bundle, err := readResource(dir, "tile/entries", n, len(leaves))
	if err != nil {
		return err
	}
	entries, err := splitBundle(bundle)
	if err != nil {
		return err
	}
	if len(entries) < len(leaves) {
		return fmt.Errorf("bundle %d has %d entries, not %d", n, len(entries), len(leaves))
	}
	for i, leaf := range leaves {
		if tlog.RecordHash(entries[i]) != leaf {
			return fmt.Errorf("entry %d is not in the tree", n*tileWidth+int64(i))
		}
	}
	return nil
}

// stored holds the hashes of a whole tree in the order of tlog.StoredHashIndex.
type stored []tlog.Hash

func (s stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, index := range indexes {
		if index >= int64(len(s)) {
			return nil, errors.New("no such hash")
		}
		hashes = append(hashes, s[index])
	}
	return hashes, nil
}

// checkTiles builds the tree anew from the leaves, and compares its hash and every tile of it.
//
// BUG(golang.org/x/mod v0.7.0): the reader of TileHashReader leaves some tiles unauthenticated,
// where several subtrees of the right edge lie in one tile: its loop over the full tiles begins at
// the number of those subtrees, not of their tiles. Hence this second road, which needs all leaves.
func checkTiles(dir string, tree tlog.Tree) (count int, err error) {
	var all stored
	for n := int64(0); n*tileWidth < tree.N; n++ {
		width := min(tileWidth, tree.N-n*tileWidth)
		data, err := readResource(dir, "tile/0", n, int(width))
		if err != nil {
			return 0, err
		}
		if int64(len(data)) < width*tlog.HashSize {
			return 0, fmt.Errorf("tile 0/%d has %d bytes", n, len(data))
		}
		for i := int64(0); i < width; i++ {
			var leaf tlog.Hash
			copy(leaf[:], data[i*tlog.HashSize:])
			hashes, err := tlog.StoredHashesForRecordHash(n*tileWidth+i, leaf, all)
			if err != nil {
				return 0, err
			}
			all = append(all, hashes...)
		}
	}
	hash, err := tlog.TreeHash(tree.N, all)
	if err != nil {
		return 0, err
	}
	if hash != tree.Hash {
		return 0, errors.New("the leaves have another root than the checkpoint")
	}
	for level := 0; tree.N>>(tileHeight*level) > 0; level++ {
		hashes := tree.N >> (tileHeight * level)
		for n := int64(0); n*tileWidth < hashes; n++ {
			width := int(min(tileWidth, hashes-n*tileWidth))
			tile := tlog.Tile{H: tileHeight, L: level, N: n, W: width}
			expected, err := tlog.ReadTileData(tile, all)
			if err != nil {
				return 0, err
			}
			data, err := readResource(dir, "tile/"+strconv.Itoa(level), n, width)
			if err != nil {
				return 0, err
			}
			if len(data) > len(expected) && len(data) == tileWidth*tlog.HashSize {
				data = data[:len(expected)]
			}
			if !bytes.Equal(data, expected) {
				return 0, fmt.Errorf("tile %d/%d is not that of the leaves", level, n)
			}
			count++
		}
	}
	return count, nil
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}

func verify(dir, vkeyFile string) error {
	tree, err := openCheckpoint(dir, vkeyFile)
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	count, err := checkTiles(dir, tree)
	if err != nil {
		return err
	}
	// What a client does that does not read all leaves: prove each tile up to the tree's hash.
	reader := tlog.TileHashReader(tree, &tiles{dir})
	_, err = os.Stat(filepath.Join(dir, "tile", "entries"))
	hasEntries := err == nil
	for n := int64(0); n*tileWidth < tree.N; n++ {
		var indexes []int64
		for i := n * tileWidth; i < tree.N && i < (n+1)*tileWidth; i++ {
			indexes = append(indexes, tlog.StoredHashIndex(0, i))
		}
		leaves, err := reader.ReadHashes(indexes)
		if err != nil {
			return fmt.Errorf("tiles of leaves from %d: %w", n*tileWidth, err)
		}
		if hasEntries {
			if err := checkEntries(dir, n, leaves); err != nil {
				return err
			}
		}
	}
	fmt.Printf("verified: size %d, root %s, tiles %d, entries %v\n",
		tree.N, hex.EncodeToString(tree.Hash[:]), count, hasEntries)
	return nil
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: verify T VKEY")
		os.Exit(2)
	}
	if err := verify(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "refused:", err)
		os.Exit(1)
	}
}
