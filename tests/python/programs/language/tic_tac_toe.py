"""Tic-tac-toe: boards as strings, winners, and a perfect player by minimax."""
LINES = [(0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6)]


def winner(board):
    for a, b, c in LINES:
        if board[a] != "." and board[a] == board[b] == board[c]:
            return board[a]
    return None if "." in board else "draw"


def play(board, place, player):
    if board[place] != ".":
        raise ValueError(f"{place} is taken by {board[place]}")
    return board[:place] + player + board[place + 1:]


def best(board, player, known={}):
    key = board, player
    if key not in known:
        ended = winner(board)
        if ended:
            known[key] = {"x": 1, "o": -1, "draw": 0}[ended], None
        else:
            other = "o" if player == "x" else "x"
            options = [(best(play(board, i, player), other)[0], i) for i, c in enumerate(board) if c == "."]
            pick = max if player == "x" else min
            known[key] = pick(options, key=lambda o: o[0])
    return known[key]


board, player = "x...o....", "x"
while not winner(board):
    value, place = best(board, player)
    board = play(board, place, player)
    print(board[:3], board[3:6], board[6:], value)
    player = "o" if player == "x" else "x"
print(winner(board), winner("xxxoo...."), winner("." * 9))
play(board, 0, "o")
